"""Help for whoever writes snapshots: pure logic behind `new`, `suggest` and `read`."""
