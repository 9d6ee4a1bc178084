"""Networks that say of each pixel whether it is clear, and the masks that are made by them."""
