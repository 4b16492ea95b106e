"""Help for whoever writes snapshots: pure logic behind `new` and `suggest`."""
