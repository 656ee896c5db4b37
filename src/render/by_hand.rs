//! Checking a proof of somebody's word by hand: the commands, as they stand on the printed page and in
//! `docs/format/proof.md`. They need `awk`, `sed`, `grep`, `head`, `tail` and `cut` of any system, `base64`, `sha256sum`,
//! `b3sum` and `openssl`, and nothing of this program.
//!
//! A test takes them from both places, runs them on a proof, and on a proof in which one thing is wrong.

/// A step: the id of the sentence that says what it shows, and its commands. `N` stands for an entry's number.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// What it does and what must be seen.
    pub id: &'static str,
    /// The commands.
    pub commands: &'static str,
}

/// Puts a scanned proof together.
pub const JOIN: &str = "\
grep -a '^liuhen proof v1 ' scanned.txt | sort -u | sed 's/^[^:]*://' | tr -d '\\n' |
  base64 -d > proof
sha256sum proof
";

/// Makes the public key's file of a verifier key, as trust files and the printed page show it; `V` stands for the key.
pub const LEDGER_KEY: &str = r#"key='V'
{
  printf '\060\052\060\005\006\003\053\145\160\003\041\000'
  printf %s "$key" | cut -d + -f 3- | base64 -d | tail -c 32
} | openssl pkey -pubin -inform DER -out ledger.pub.pem
"#;

/// The steps, in their order.
pub const STEPS: &[Step] = &[
    Step { id: "proof-step-cut", commands: CUT },
    Step { id: "proof-step-entry", commands: ENTRY },
    Step { id: "proof-step-digests", commands: DIGESTS },
    Step { id: "proof-step-signatures", commands: SIGNATURES },
    Step { id: "proof-step-path", commands: PATH },
    Step { id: "proof-step-checkpoint", commands: CHECKPOINT },
];

const CUT: &str = r#"awk '/^entry [0-9]+$/ { f = "entry-" $2; next } f { print > f }' proof
ls entry-*
"#;

const ENTRY: &str = r#"n=N
sed -n 's/^extra //p' entry-$n | base64 -d > frame
sed '/^record [0-9]*$/,$d' frame > header
length=$(sed -n 's/^record \([0-9]*\)$/\1/p' frame | head -n 1)
tail -c +$(($(wc -c < header) + ${#length} + 9)) frame | head -c "$length" > envelope
sed 's/.*"payload":"\([^"]*\)".*/\1/' envelope | base64 -d > record
cat header record; echo
"#;

const DIGESTS: &str = r#"test "$(sed -n 's/^record-sha256 //p' header)" = "$(sha256sum < envelope | cut -c 1-64)" &&
  echo 'SHA-256 ok'
test "$(sed -n 's/^record-blake3 //p' header)" = "$(b3sum < envelope | cut -c 1-64)" &&
  echo 'BLAKE3 ok'
"#;

const SIGNATURES: &str = r#"{
  printf 'DSSEv1 37 application/vnd.liuhen.record.v1+json %d ' "$(wc -c < record)"
  cat record
} > signed
sed 's/.*"offices":\[\([^]]*\)\].*/\1/' record > offices
for key in $(grep -o '"key":"[^"]*"' offices | cut -d '"' -f 4); do
  printf %s "$key" | base64 -d > key.der
  for sig in $(grep -o '"sig":"[^"]*"' envelope | cut -d '"' -f 4); do
    printf %s "$sig" | base64 -d > sig
    openssl pkeyutl -verify -pubin -keyform DER -inkey key.der \
      -rawin -in signed -sigfile sig > /dev/null 2>&1 &&
      echo "signed by key $(sha256sum < key.der | cut -c 1-64)"
  done
done
"#;

const PATH: &str = r#"sed '1,/^$/d' entry-$n > note
sed '/^$/,$d' note > checkpoint
at=$n last=$(($(sed -n 2p checkpoint) - 1))
{ printf '\000'; cat header; } | openssl dgst -sha256 -binary > node
sed '1,/^index /d; /^$/,$d' entry-$n | while read -r hash; do
  printf %s "$hash" | base64 -d > other
  if [ $((at % 2)) = 1 ] || [ "$at" = "$last" ]; then
    { printf '\001'; cat other node; } | openssl dgst -sha256 -binary > next
    while [ $((at % 2)) = 0 ] && [ "$at" != 0 ]; do
      at=$((at / 2)) last=$((last / 2))
    done
  else
    { printf '\001'; cat node other; } | openssl dgst -sha256 -binary > next
  fi
  mv next node
  at=$((at / 2)) last=$((last / 2))
done
test "$(base64 < node)" = "$(sed -n 3p checkpoint)" && echo 'in the ledger'
"#;

const CHECKPOINT: &str = r#"openssl pkey -pubin -in ledger.pub.pem -outform DER | sha256sum
for sig in $(awk -v of="$(sed -n 1p checkpoint)" '$1 == "—" && $2 == of { print $3 }' note); do
  printf %s "$sig" | base64 -d | tail -c 64 > sig
  openssl pkeyutl -verify -pubin -inkey ledger.pub.pem \
    -rawin -in checkpoint -sigfile sig > /dev/null 2>&1 &&
    echo 'signed by the ledger key'
done
"#;
