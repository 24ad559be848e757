"""What is opened by codes sent to mailboxes, besides the account itself."""
