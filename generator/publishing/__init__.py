"""What pages, feeds and files share: addresses, citations, the search index, pictures."""
