"""Every sentence that a reader sees can be said in another language."""
