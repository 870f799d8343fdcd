"""Records of tagged lines ↔ references: one module for each of the four formats' words."""
