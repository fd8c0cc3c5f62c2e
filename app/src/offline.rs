//! Changes kept on this device until the server has them.
