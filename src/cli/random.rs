//! Random bytes from the operating system.

use zeroize::Zeroizing;

use super::error::CliError;

/// `N` bytes nobody can foretell, wiped when dropped.
///
/// # Errors
/// The operating system has none to give: exit 3.
pub fn bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, CliError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|cause| CliError::surroundings("error-random").because_of(&cause))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(bytes::<32>().unwrap(), bytes::<32>().unwrap());
    }
}
