"""Files behind images and documents: uploads, use on pages, private keeping, and how they are served."""
