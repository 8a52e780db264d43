"""The programs the functions live in. One folder a program; each reads the registries and knows no rule."""
