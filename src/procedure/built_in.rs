//! The profiles that are built in: the national regulation, and places and procedures that begin from it. Each is a file
//! beside this one; what is adopted is the file put together with its base ([`flatten`]).

use super::profile::{Profile, ProfileError, flatten};

macro_rules! built_in {
    ($($id:literal;)+) => {
        /// The profiles that are built in, the national regulation first.
        pub const BUILT_IN: &[&str] = &[$($id,)+];

        /// The file of a profile as it was written; it may begin from another.
        pub fn source(id: &str) -> Option<&'static str> {
            match id {
                $($id => Some(include_str!(concat!("data/", $id, ".toml"))),)+
                _ => None,
            }
        }
    };
}

built_in! {
    "cn-order-713";
    "cn-township";
    "cn-chizhou";
    "cn-yunnan-hearing";
    "cn-chongqing";
    "cn-yanqing";
    "cn-quzhou";
    "cn-normative-document";
    "cn-government-contract";
    "cn-enforcement-review";
}

/// The text of a built-in profile as it is adopted: whole, depending on no other file.
pub fn text(id: &str) -> Option<String> {
    whole(source(id)?).ok()
}

/// Puts a profile together with the built-in one it begins from.
///
/// # Errors
/// [`ProfileError`].
pub fn whole(text: &str) -> Result<String, ProfileError> {
    flatten(text, &|id| source(id).map(str::to_owned))
}

/// Reads a built-in profile.
pub fn profile(id: &str) -> Option<Profile> {
    Profile::read(&text(id)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_that_is_built_in_adds_up() {
        for id in BUILT_IN {
            let text = whole(source(id).unwrap()).unwrap_or_else(|error| panic!("{id}: {error}"));
            let profile = Profile::read(&text).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
            assert_eq!(profile.id.as_str(), *id);
            assert!(profile.rules.len() > 10, "{id}");
        }
        assert!(text("nothing").is_none() && profile("nothing").is_none());
    }
}
