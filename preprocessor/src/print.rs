//! Prints sheets (in work).
