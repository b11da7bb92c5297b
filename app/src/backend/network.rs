//! Which network a request comes from, for limits only.

use super::Settings;
use crate::PublicError;
use http::request::Parts;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use leptos::prelude::use_context;
use std::net::{IpAddr, SocketAddr};

/// The head of the request at hand.
///
/// # Errors
/// An internal error outside a request.
pub fn parts() -> Result<Parts, PublicError> {
    use_context::<Parts>().ok_or_else(|| super::failure("no request in the context"))
}

/// The network of a request (IPv4 /24, IPv6 /56), or `None` where it cannot be told apart: a private or
/// loopback address is one of our own or a proxy that is not configured, and stands for everybody.
pub fn client_network(parts: &Parts, settings: &Settings) -> Option<String> {
    let peer = parts.extensions.get::<PeerAddress>()?.0.ip();
    let forwarded: Vec<IpAddr> = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|address| address.trim().parse().ok())
        .collect();
    network_of(client_address(peer, &forwarded, &settings.trusted_proxies))
}

/// The other end of the connection; the server puts it into each request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub SocketAddr);

/// The last address that no trusted proxy vouches for.
fn client_address(peer: IpAddr, forwarded: &[IpAddr], trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer;
    for address in forwarded.iter().rev() {
        if !is_trusted(&client) {
            break;
        }
        client = *address;
    }
    client
}

fn network_of(address: IpAddr) -> Option<String> {
    match address.to_canonical() {
        IpAddr::V4(v4) if v4.is_loopback() || v4.is_private() || v4.is_link_local() => None,
        IpAddr::V4(v4) => Ipv4Net::new(v4, 24).ok().map(|net| net.trunc().to_string()),
        IpAddr::V6(v6) if v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() => None,
        IpAddr::V6(v6) => Ipv6Net::new(v6, 56).ok().map(|net| net.trunc().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let forged = [ip("1.1.1.1"), ip("203.0.113.9")];
        assert_eq!(
            client_address(ip("198.51.100.1"), &forged, &trusted),
            ip("198.51.100.1")
        );
        assert_eq!(
            client_address(ip("10.0.0.2"), &forged, &trusted),
            ip("203.0.113.9")
        );
        let chain = [ip("203.0.113.9"), ip("10.0.0.3")];
        assert_eq!(
            client_address(ip("10.0.0.2"), &chain, &trusted),
            ip("203.0.113.9")
        );
        assert_eq!(client_address(ip("10.0.0.2"), &[], &trusted), ip("10.0.0.2"));
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        assert_eq!(network_of(ip("203.0.113.9")).as_deref(), Some("203.0.113.0/24"));
        assert_eq!(
            network_of(ip("::ffff:203.0.113.9")).as_deref(),
            Some("203.0.113.0/24")
        );
        assert_eq!(
            network_of(ip("2001:db8:1:2ff::1")).as_deref(),
            Some("2001:db8:1:200::/56")
        );
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
        ] {
            assert_eq!(network_of(ip(own)), None, "{own}");
        }
    }
}
