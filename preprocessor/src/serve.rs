//! Builds and serves.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Result;

/// Serves.
pub fn serve(_root: &Path, _address: SocketAddr, _open: bool) -> Result<()> {
    anyhow::bail!("not yet")
}
