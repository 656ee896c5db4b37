//! Keys at rest, as text that `openssl` reads and writes: public keys as SPKI (RFC 8410 §4), secret keys as PKCS#8 (RFC 5958,
//! RFC 8410 §7), open or encrypted with PBES2 (RFC 8018).
//!
//! What is written encrypted: scrypt (RFC 7914) and AES-256-CBC. What is read besides: PBKDF2 with SHA-2, which is what
//! `openssl genpkey -aes256` makes. A file may not cost more memory or time than a person would ask for.
//!
//! Secrets are wiped from every buffer of this file. Known hole: the libraries that derive the file key and decrypt (`pkcs5`,
//! `scrypt`) do not wipe their own working memory.
//!
//! Out of scope: files, prompts, randomness: salt and IV are handed in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pkcs8::der::asn1::OctetString;
use pkcs8::der::pem::{Decoder, LineEnding, encode_string};
use pkcs8::der::{Decode as _, Encode as _};
use pkcs8::pkcs5::pbes2::{Kdf, Parameters};
use pkcs8::pkcs5::{self, EncryptionScheme, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoOwned, EncryptedPrivateKeyInfoRef, ObjectIdentifier, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::key::{BadKey, PublicKey, SecretKey, Signer as _};

/// How a secret key lies in its file.
#[derive(Clone, Copy)]
pub enum Protection<'a> {
    /// Readable by whoever reads the file: for machines that guard the file by other means, and for demonstrations.
    Open,
    /// Encrypted under a passphrase. Salt and IV must be random, and new for every file.
    Passphrase {
        /// The passphrase as bytes, UTF-8 where a person typed it; not empty.
        passphrase: &'a [u8],
        /// 16 random bytes for scrypt.
        salt: [u8; 16],
        /// 16 random bytes for AES-256-CBC.
        iv: [u8; 16],
    },
}

/// A public key as PEM.
pub fn public_to_pem(key: &PublicKey) -> String {
    // 44 bytes are one line of base64.
    format!("-----BEGIN {LABEL_PUBLIC}-----\n{}\n-----END {LABEL_PUBLIC}-----\n", STANDARD.encode(key.to_spki()))
}

/// Reads a public key: one PEM block `PUBLIC KEY` and nothing around it.
///
/// # Errors
/// [`PemError`]: [`NotPem`](PemError::NotPem), [`NotAPublicKey`](PemError::NotAPublicKey),
/// [`OtherAlgorithm`](PemError::OtherAlgorithm), or [`BadKey`](PemError::BadKey) for a point that verifies anything.
pub fn public_from_pem(text: &str) -> Result<PublicKey, PemError> {
    let (label, der) = decode(text)?;
    if label != LABEL_PUBLIC {
        return Err(PemError::NotAPublicKey { label: label.to_owned() });
    }
    let key = PublicKey::from_spki(&der).map_err(|_| PemError::OtherAlgorithm)?;
    key.verifier().map_err(PemError::BadKey)?;
    Ok(key)
}

/// A secret key as PEM. The text is wiped when dropped.
///
/// # Errors
/// [`PemError::EmptyPassphrase`].
pub fn secret_to_pem(key: &SecretKey, protection: Protection<'_>) -> Result<Zeroizing<String>, PemError> {
    let mut der = Zeroizing::new([0; PKCS8_ED25519.len() + 32]);
    der[..PKCS8_ED25519.len()].copy_from_slice(&PKCS8_ED25519);
    der[PKCS8_ED25519.len()..].copy_from_slice(&*key.seed());
    let (label, der) = match protection {
        Protection::Open => (LABEL_SECRET, Zeroizing::new(der.to_vec())),
        Protection::Passphrase { passphrase: [], .. } => return Err(PemError::EmptyPassphrase),
        Protection::Passphrase { passphrase, salt, iv } => {
            let cost = scrypt::Params::new(SCRYPT_LOG_N, SCRYPT_R, SCRYPT_P).map_err(|_| PemError::Malformed)?;
            let scheme = Parameters::generate_scrypt_aes256cbc(cost, &salt, iv).map_err(PemError::Encrypt)?;
            let encrypted = scheme.encrypt(passphrase, der.as_slice()).map_err(PemError::Encrypt)?;
            let sealed = EncryptedPrivateKeyInfoOwned {
                encryption_algorithm: scheme.into(),
                encrypted_data: OctetString::new(encrypted).map_err(|_| PemError::Malformed)?,
            };
            (LABEL_ENCRYPTED, Zeroizing::new(sealed.to_der().map_err(|_| PemError::Malformed)?))
        }
    };
    encode_string(label, LineEnding::LF, &der).map(Zeroizing::new).map_err(|_| PemError::Malformed)
}

/// Reads a secret key: one PEM block `PRIVATE KEY` or `ENCRYPTED PRIVATE KEY` and nothing around it. A passphrase given for a
/// key that is open is not looked at.
///
/// AES-CBC does not notice every damage: a file with a flipped bit in the right place opens as *another* key. Compare the public
/// half with the one expected before signing with it.
///
/// # Errors
/// [`PemError`]; [`NeedsPassphrase`](PemError::NeedsPassphrase) where the key is encrypted and `passphrase` is `None`, before
/// anything costly is done: to ask whether a file needs one, read it without.
pub fn secret_from_pem(text: &str, passphrase: Option<&[u8]>) -> Result<SecretKey, PemError> {
    let (label, der) = decode(text)?;
    match label {
        LABEL_SECRET => secret_from_der(&der),
        LABEL_ENCRYPTED => {
            let sealed = EncryptedPrivateKeyInfoRef::from_der(&der).map_err(|_| PemError::Malformed)?;
            let EncryptionScheme::Pbes2(scheme) = sealed.encryption_algorithm else {
                return Err(PemError::UnknownProtection);
            };
            check_cost(&scheme.kdf)?;
            let passphrase = passphrase.ok_or(PemError::NeedsPassphrase)?;
            let mut buffer = Zeroizing::new(sealed.encrypted_data.as_bytes().to_vec());
            let open = scheme.decrypt_in_place(passphrase, &mut buffer).map_err(|error| match error {
                pkcs5::Error::DecryptFailed => PemError::WrongPassphrase,
                _ => PemError::UnknownProtection,
            })?;
            // One wrong passphrase in 256 leaves a padding that looks right, and then something that is no key.
            secret_from_der(open).map_err(|error| match error {
                PemError::Malformed => PemError::WrongPassphrase,
                other => other,
            })
        }
        other => Err(PemError::NotAPrivateKey { label: other.to_owned() }),
    }
}

/// A text that is not the key asked for, or a key that cannot be had from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PemError {
    /// A public key that is no usable Ed25519 point.
    #[error("the public key cannot be used")]
    BadKey(#[source] BadKey),
    /// A passphrase without a single byte protects nothing.
    #[error("an empty passphrase protects nothing")]
    EmptyPassphrase,
    /// The key could not be encrypted.
    #[error("the key could not be encrypted")]
    Encrypt(#[source] pkcs5::Error),
    /// The PEM block holds something else than its label says.
    #[error("the PEM block does not hold what its label says")]
    Malformed,
    /// The key is encrypted, and no passphrase was given.
    #[error("the key is protected by a passphrase")]
    NeedsPassphrase,
    /// Another kind of PEM where a secret key was asked for.
    #[error("a PEM of `{label}` where a private key belongs")]
    NotAPrivateKey {
        /// The label of the block.
        label: String,
    },
    /// Another kind of PEM where a public key was asked for.
    #[error("a PEM of `{label}` where a public key belongs")]
    NotAPublicKey {
        /// The label of the block.
        label: String,
    },
    /// No PEM, more than one block, text around it, or longer than [`PEM_BYTES_MAX`].
    #[error("not one PEM block with nothing around it")]
    NotPem,
    /// A key, but not of Ed25519.
    #[error("a key of another algorithm than Ed25519")]
    OtherAlgorithm,
    /// The file carries a public key that is not that of its secret key.
    #[error("the public key in the file is not that of its private key")]
    PublicKeyDiffers,
    /// To open the file would cost more memory or time than [`SCRYPT_MEMORY_MAX`], [`SCRYPT_WORK_MAX`] and
    /// [`PBKDF2_ITERATIONS_MAX`] allow, or its parameters make no sense.
    #[error("the passphrase protection of the file is beyond the limits")]
    TooCostly,
    /// Another protection than PBES2 with scrypt, or PBKDF2 over SHA-2, and AES.
    #[error("the file is protected in a way this program does not know")]
    UnknownProtection,
    /// The passphrase does not open the key, or the file is damaged.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
}

/// One PEM block: its label, and what it holds in a buffer that wipes itself.
fn decode(text: &str) -> Result<(&str, Zeroizing<Vec<u8>>), PemError> {
    // The decoder would skip any text before the block: people paste the wrong half of a file.
    if text.len() > PEM_BYTES_MAX || !text.starts_with("-----BEGIN ") {
        return Err(PemError::NotPem);
    }
    let mut decoder = Decoder::new(text.as_bytes()).map_err(|_| PemError::NotPem)?;
    let mut der = Zeroizing::new(vec![0; decoder.remaining_len()]);
    decoder.decode(&mut der).map_err(|_| PemError::NotPem)?;
    if decoder.is_finished() { Ok((decoder.type_label(), der)) } else { Err(PemError::NotPem) }
}

fn secret_from_der(der: &[u8]) -> Result<SecretKey, PemError> {
    let info = PrivateKeyInfoRef::from_der(der).map_err(|_| PemError::Malformed)?;
    if info.algorithm.oid != OID_ED25519 {
        return Err(PemError::OtherAlgorithm);
    }
    // CurvePrivateKey is an octet string within the octet string; parameters must be absent (RFC 8410 §3, §7).
    let seed = match info.private_key.as_bytes() {
        [0x04, 0x20, seed @ ..] if info.algorithm.parameters.is_none() => seed,
        _ => return Err(PemError::Malformed),
    };
    let seed = Zeroizing::new(<[u8; 32]>::try_from(seed).map_err(|_| PemError::Malformed)?);
    let key = SecretKey::from_seed(&seed);
    match info.public_key {
        Some(public) if public.as_bytes() != Some(key.public().as_bytes().as_slice()) => {
            Err(PemError::PublicKeyDiffers)
        }
        _ => Ok(key),
    }
}

/// Refuses parameters that a hostile file chose to eat memory or time, and those the libraries would stumble over.
fn check_cost(kdf: &Kdf) -> Result<(), PemError> {
    let within = match kdf {
        Kdf::Scrypt(cost) => {
            let (n, r, p) =
                (u128::from(cost.cost_parameter), u128::from(cost.block_size), u128::from(cost.parallelization));
            n.is_power_of_two()
                && n > 1
                && r > 0
                && p > 0
                && 128 * r * (n + p) <= SCRYPT_MEMORY_MAX
                && n * r * p <= SCRYPT_WORK_MAX
        }
        Kdf::Pbkdf2(cost) => (1..=PBKDF2_ITERATIONS_MAX).contains(&cost.iteration_count),
        _ => return Err(PemError::UnknownProtection),
    };
    if within { Ok(()) } else { Err(PemError::TooCostly) }
}

const LABEL_PUBLIC: &str = "PUBLIC KEY";
const LABEL_SECRET: &str = "PRIVATE KEY";
const LABEL_ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// id-Ed25519 (RFC 8410 §3).
const OID_ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// PKCS#8 version 1 of an Ed25519 key up to the 32 secret bytes (RFC 8410 §7).
const PKCS8_ED25519: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// scrypt N = 2^14. OpenSSL gives scrypt at most 32 MiB unless told otherwise, and N = 2^15 with r = 8 needs a little more
/// than that: such a file could not be opened with the tool everybody has.
const SCRYPT_LOG_N: u8 = 14;
/// scrypt block size: the usual 8, for 16 MiB together with N.
const SCRYPT_R: u32 = 8;
/// scrypt rounds: 5 in place of 1 make up for the N that had to stay small (OWASP counts N = 2^14, p = 5 equal to 2^16, p = 1).
const SCRYPT_P: u32 = 5;

/// A PEM may have so many bytes: an encrypted key is below 1 KiB, and 16 KiB also hold an RSA key, so that it can be named
/// for what it is.
pub const PEM_BYTES_MAX: usize = 16 << 10;
/// The memory in bytes a file may ask of scrypt: 128 MiB is N = 2^17 with r = 8, the most that is commonly recommended, and
/// some room for other r and p.
pub const SCRYPT_MEMORY_MAX: u128 = 192 << 20;
/// The work N·r·p a file may ask of scrypt: four times that recommendation, some seconds.
pub const SCRYPT_WORK_MAX: u128 = 1 << 22;
/// The rounds a file may ask of PBKDF2: ten times what is commonly recommended, some seconds.
pub const PBKDF2_ITERATIONS_MAX: u32 = 6_000_000;

#[cfg(test)]
mod tests {
    use pkcs8::pkcs5::pbes2::{EncryptionScheme as Cipher, Pbkdf2Params, ScryptParams};

    use super::*;

    // Made by `openssl genpkey -algorithm ed25519`, `openssl pkey -pubout`, `openssl pkcs8 -topk8 -v2 aes-256-cbc -scrypt` and
    // `openssl pkcs8 -topk8` (OpenSSL 3.0), passphrase `geheim`: one key in four forms.
    const OPEN: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEIP6UafJktUe0tzGkXY+CjqHe+15q1peGmK7+OxO0xEVE\n\
        -----END PRIVATE KEY-----\n";
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEArX/0HQljoHvZLgm0EWm0dgd27JKyjAvxcrU07jxOWfo=\n\
        -----END PUBLIC KEY-----\n";
    const SCRYPT: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
        MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAhyKqU096kkigICQAAC\n\
        AQgCAQEwHQYJYIZIAWUDBAEqBBC/en8s4C6P9lYikUCN48mTBEDAyMpyt+2FlGGn\n\
        24j4jGmp4VHAbpxXik07ObG017jv1tJI7FbIxaQ6hIjpBVHHPuWVRWXoeW3XsVHd\n\
        BFt5jHlc\n\
        -----END ENCRYPTED PRIVATE KEY-----\n";
    const PBKDF2: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
        MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAicRFXeShtrKAICCAAw\n\
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEC3gSqIWCnqQodr2uxfxLTAEQC6S\n\
        tJ+dx8jXvrDWvXz0qFzM2XmyOIQJ+lne9BA7edY3lyxGelx5gQJ4P+mOFr14mG3r\n\
        LOFnhma9gzL3IhrSxXs=\n\
        -----END ENCRYPTED PRIVATE KEY-----\n";
    // The same with `-v2prf hmacWithSHA1`.
    const PBKDF2_SHA1: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
        MIGNMEkGCSqGSIb3DQEFDTA8MBsGCSqGSIb3DQEFDDAOBAisM7QiDFt6LAICCAAw\n\
        HQYJYIZIAWUDBAECBBDPIiYvc2a2dElp8GiIVje7BEBi9o9sz/THG3XPJ9zuiZzE\n\
        drrXZx3HDsH9Fdwxbzsi6ymssZI51WvLCvOwoC45EEsbsC3dR9Ngk4bnP7uPsJWw\n\
        -----END ENCRYPTED PRIVATE KEY-----\n";
    // `openssl genpkey -algorithm x25519`.
    const X25519: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VuBCIEILh5Gog8kyjookVlw6cS61xcaBT8HynUvDuBgLCN2Wxx\n\
        -----END PRIVATE KEY-----\n";

    const PASSPHRASE: &[u8] = b"geheim";

    fn protected(passphrase: &[u8]) -> Protection<'_> {
        Protection::Passphrase { passphrase, salt: [1; 16], iv: [2; 16] }
    }

    fn pem(label: &str, der: &[u8]) -> String {
        encode_string(label, LineEnding::LF, der).unwrap()
    }

    fn der(pem: &str) -> Vec<u8> {
        STANDARD.decode(pem.lines().filter(|line| !line.starts_with('-')).collect::<String>()).unwrap()
    }

    fn public_of(secret: Result<SecretKey, PemError>) -> Result<PublicKey, PemError> {
        secret.map(|key| key.public())
    }

    #[test]
    fn the_four_forms_openssl_writes_are_one_key() {
        let public = public_from_pem(PUBLIC).unwrap();
        assert_eq!(public_of(secret_from_pem(OPEN, None)), Ok(public));
        assert_eq!(public_of(secret_from_pem(OPEN, Some(b"not looked at"))), Ok(public));
        assert_eq!(public_of(secret_from_pem(SCRYPT, Some(PASSPHRASE))), Ok(public));
        assert_eq!(public_of(secret_from_pem(PBKDF2, Some(PASSPHRASE))), Ok(public));
    }

    #[test]
    fn what_openssl_writes_open_is_written_to_the_byte() {
        let key = secret_from_pem(OPEN, None).unwrap();
        assert_eq!(secret_to_pem(&key, Protection::Open).unwrap().as_str(), OPEN);
        assert_eq!(public_to_pem(&key.public()), PUBLIC);
    }

    #[test]
    fn an_encrypted_key_opens_with_its_passphrase_only() {
        let key = SecretKey::from_seed(&[7; 32]);
        let text = secret_to_pem(&key, protected("密码 correct".as_bytes())).unwrap();
        assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        assert_eq!(public_of(secret_from_pem(&text, Some("密码 correct".as_bytes()))), Ok(key.public()));
        assert_eq!(public_of(secret_from_pem(&text, None)), Err(PemError::NeedsPassphrase));
        for wrong in ["", "密码", "密码 correct ", "密码 Correct"] {
            assert_eq!(public_of(secret_from_pem(&text, Some(wrong.as_bytes()))), Err(PemError::WrongPassphrase));
        }
    }

    #[test]
    fn a_wrong_passphrase_never_gives_a_key() {
        // Enough of them to meet some whose padding looks right.
        for wrong in 0..600u32 {
            let outcome = public_of(secret_from_pem(PBKDF2, Some(&wrong.to_le_bytes())));
            assert_eq!(outcome, Err(PemError::WrongPassphrase), "{wrong}");
        }
    }

    #[test]
    fn an_empty_passphrase_is_none() {
        let key = SecretKey::from_seed(&[7; 32]);
        assert_eq!(secret_to_pem(&key, protected(b"")), Err(PemError::EmptyPassphrase));
    }

    #[test]
    fn a_text_that_is_no_single_pem_block_is_refused() {
        for text in [
            String::new(),
            "MC4CAQAwBQYDK2VwBCIEIP6UafJktUe0tzGkXY+CjqHe+15q1peGmK7+OxO0xEVE".into(),
            format!("text before\n{OPEN}"),
            format!("\n{OPEN}"),
            format!("\u{feff}{OPEN}"),
            format!("{OPEN}text after\n"),
            format!("{OPEN}{OPEN}"),
            OPEN.replacen("END PRIVATE", "END PUBLIC", 1),
            OPEN.replacen("MC4C", "MC4", 1),
            OPEN.replacen("MC4C", "MC4C ", 1),
            OPEN.replacen("MC4C", "MC4\u{a0}", 1),
            OPEN.replacen(
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n",
                1,
            ),
            OPEN[..OPEN.len() - 10].to_owned(),
            pem("PRIVATE KEY", &[0; PEM_BYTES_MAX]),
        ] {
            assert_eq!(public_of(secret_from_pem(&text, None)), Err(PemError::NotPem), "{text:?}");
            assert_eq!(public_from_pem(&text), Err(PemError::NotPem), "{text:?}");
        }
    }

    #[test]
    fn one_kind_of_key_is_not_taken_for_another() {
        let public = PemError::NotAPrivateKey { label: "PUBLIC KEY".into() };
        assert_eq!(public_of(secret_from_pem(PUBLIC, None)), Err(public));
        assert_eq!(public_from_pem(OPEN), Err(PemError::NotAPublicKey { label: "PRIVATE KEY".into() }));
        let openssh = pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0");
        let label = "OPENSSH PRIVATE KEY".to_owned();
        assert_eq!(public_of(secret_from_pem(&openssh, None)), Err(PemError::NotAPrivateKey { label }));
        assert_eq!(public_of(secret_from_pem(X25519, None)), Err(PemError::OtherAlgorithm));
        let mut other = der(PUBLIC);
        other[8] = 0x6e;
        assert_eq!(public_from_pem(&pem("PUBLIC KEY", &other)), Err(PemError::OtherAlgorithm));
    }

    #[test]
    fn a_public_key_that_verifies_anything_is_refused() {
        let weak = PublicKey::from_bytes([0; 32]);
        assert_eq!(public_from_pem(&public_to_pem(&weak)), Err(PemError::BadKey(BadKey::NotAPoint)));
    }

    #[test]
    fn a_key_out_of_form_is_refused() {
        let good = der(OPEN);
        let refused = |der: Vec<u8>| public_of(secret_from_pem(&pem("PRIVATE KEY", &der), None)).unwrap_err();
        assert_eq!(refused(good[..47].to_vec()), PemError::Malformed);
        assert_eq!(refused([&*good, &[0]].concat()), PemError::Malformed);
        // The inner octet string: another tag, another length.
        for at in [14, 15] {
            let mut other = good.clone();
            other[at] ^= 1;
            assert_eq!(refused(other), PemError::Malformed, "byte {at}");
        }
        // Parameters (NULL) where there must be none.
        let mut with_null = good.clone();
        with_null[1] += 2;
        with_null[6] += 2;
        with_null.splice(12..12, [0x05, 0x00]);
        assert_eq!(refused(with_null), PemError::Malformed);
    }

    #[test]
    fn a_public_key_in_the_file_must_be_its_own() {
        // PKCS#8 version 2: version 1, and [1] with the public key after the secret one.
        let public = public_from_pem(PUBLIC).unwrap();
        let with = |public: &PublicKey| {
            let mut der = der(OPEN);
            der[1] += 35;
            der[4] = 1;
            der.extend([0x81, 0x21, 0x00]);
            der.extend(public.as_bytes());
            public_of(secret_from_pem(&pem("PRIVATE KEY", &der), None))
        };
        assert_eq!(with(&public), Ok(public));
        assert_eq!(with(&SecretKey::from_seed(&[7; 32]).public()), Err(PemError::PublicKeyDiffers));
    }

    fn sealed(kdf: Kdf) -> Result<PublicKey, PemError> {
        let scheme = Parameters { kdf, encryption: Cipher::Aes256Cbc { iv: [2; 16] } };
        let info = EncryptedPrivateKeyInfoOwned {
            encryption_algorithm: scheme.into(),
            encrypted_data: OctetString::new(vec![0; 64]).unwrap(),
        };
        public_of(secret_from_pem(&pem("ENCRYPTED PRIVATE KEY", &info.to_der().unwrap()), Some(PASSPHRASE)))
    }

    #[test]
    fn a_hostile_file_cannot_eat_memory_or_time() {
        let scrypt = |cost_parameter, block_size, parallelization| {
            let salt = [1u8; 16].as_slice().try_into().unwrap();
            sealed(Kdf::Scrypt(ScryptParams { salt, cost_parameter, block_size, parallelization, key_length: None }))
        };
        for (n, r, p) in [
            (1 << 20, 8, 1),
            (1 << 18, 8, 1),
            (1 << 63, 1, 1),
            (u64::MAX, u16::MAX, u16::MAX),
            (2, u16::MAX, u16::MAX),
            (1 << 14, 8, 33),
            (0, 8, 1),
            (1, 8, 1),
            (16_383, 8, 1),
            (1 << 14, 0, 1),
            (1 << 14, 8, 0),
        ] {
            assert_eq!(scrypt(n, r, p), Err(PemError::TooCostly), "N = {n}, r = {r}, p = {p}");
        }
        assert_eq!(scrypt(16, 1, 1), Err(PemError::WrongPassphrase));
        let pbkdf2 = |rounds| sealed(Kdf::Pbkdf2(Pbkdf2Params::hmac_sha256(rounds, &[1; 16]).unwrap()));
        assert_eq!(pbkdf2(0), Err(PemError::TooCostly));
        assert_eq!(pbkdf2(PBKDF2_ITERATIONS_MAX + 1), Err(PemError::TooCostly));
        assert_eq!(pbkdf2(1), Err(PemError::WrongPassphrase));
    }

    #[test]
    fn no_damaged_file_opens_as_the_key_it_was() {
        let (good, public) = (der(PBKDF2), public_from_pem(PUBLIC).unwrap());
        let mut others = 0;
        for bit in 0..good.len() * 8 {
            let mut damaged = good.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let outcome = public_of(secret_from_pem(&pem("ENCRYPTED PRIVATE KEY", &damaged), Some(PASSPHRASE)));
            assert_ne!(outcome, Ok(public), "bit {bit}");
            others += usize::from(outcome.is_ok());
        }
        // The hole of CBC, and no larger than it must be: the one block that holds the first half of the secret.
        assert_eq!(others, 128, "damage that opens as another key");
    }

    #[test]
    fn a_protection_that_is_not_known_is_named_so() {
        assert_eq!(public_of(secret_from_pem(PBKDF2_SHA1, Some(PASSPHRASE))), Err(PemError::UnknownProtection));
    }

    #[test]
    fn the_parameters_written_are_those_openssl_can_open() {
        let text = secret_to_pem(&SecretKey::from_seed(&[7; 32]), protected(PASSPHRASE)).unwrap();
        let der = der(&text);
        let info = EncryptedPrivateKeyInfoRef::from_der(&der).unwrap();
        let EncryptionScheme::Pbes2(Parameters { kdf: Kdf::Scrypt(cost), encryption }) = info.encryption_algorithm
        else {
            panic!("not scrypt")
        };
        assert_eq!((cost.cost_parameter, cost.block_size, cost.parallelization), (16_384, 8, 5));
        assert_eq!(cost.salt.as_bytes(), [1; 16]);
        assert_eq!(encryption, Cipher::Aes256Cbc { iv: [2; 16] });
    }

    #[test]
    fn errors_do_not_tell_the_secret() {
        let shown = format!("{:?}", secret_from_pem(OPEN, None).unwrap());
        assert!(!shown.contains("fe9469"), "{shown}");
    }
}
