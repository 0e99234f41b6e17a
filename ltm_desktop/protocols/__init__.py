"""The door to protocol files (TOML) and to the working days of a country."""
