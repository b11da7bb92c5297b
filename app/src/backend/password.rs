//! Passwords: argon2id with 19 MiB and two passes, off the async threads, a few at a time.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes computed at the same time: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

/// Why a password could not be hashed or compared.
#[derive(Debug)]
pub struct PasswordError(String);

impl std::fmt::Display for PasswordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "password hashing: {}", self.0)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// The hash of a password in PHC format.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.off_thread(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string())
                .map_err(|e| PasswordError(e.to_string()))
        })
        .await?
    }

    /// Whether a password fits. Without an account it takes as long as with one, and fits never.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, PasswordError> {
        match hash {
            Some(hash) => {
                self.off_thread(move || {
                    Argon2::default()
                        .verify_password(password.as_bytes(), hash.as_str())
                        .is_ok()
                })
                .await
            }
            None => self.hash(password).await.map(|_| false),
        }
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let permit = self
            .permits
            .clone()
            .acquire_owned()
            .await
            .map_err(|e| PasswordError(e.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|e| PasswordError(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(
            passwords
                .verify("correct horse".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.verify("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("any".into(), None).await.unwrap());
        assert!(
            !passwords
                .verify("any".into(), Some("not a hash".into()))
                .await
                .unwrap()
        );
    }
}
