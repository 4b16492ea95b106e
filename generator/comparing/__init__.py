"""What became of each initiative between two agreements: findings, ledgers, money and deadlines, without words."""
