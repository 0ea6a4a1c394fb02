//! Connections: plain on this machine or behind a proxy, over TLS otherwise.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

use crate::workflow::WorkflowError;

/// A greeting that takes longer is given up.
const GREETING: Duration = Duration::from_secs(10);
/// Greetings under way at once.
const GREETINGS: usize = 256;

/// The address of whoever asks.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Where connections come in.
pub enum Door {
    /// Without TLS.
    Plain(TcpListener),
    /// With TLS; the greetings are done aside, so that a slow one keeps nobody waiting.
    Tls {
        /// Connections that have been greeted.
        ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
        /// The address listened at.
        address: SocketAddr,
    },
}

/// One connection.
pub enum Line {
    /// Without TLS.
    Plain(TcpStream),
    /// With TLS.
    Tls(Box<TlsStream<TcpStream>>),
}

impl Door {
    /// Opens the door over TLS, with a certificate chain and its key.
    ///
    /// # Errors
    /// When a file cannot be read or the two do not fit.
    pub fn secure(listener: TcpListener, cert: &Path, key: &Path) -> Result<Self, WorkflowError> {
        let config = configuration(cert, key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let address = listener.local_addr().map_err(|e| {
            WorkflowError::usage(format!("the address cannot be told: {e}"), "try again")
        })?;
        let (tell, ready) = mpsc::channel(GREETINGS);
        let turns = Arc::new(tokio::sync::Semaphore::new(GREETINGS));
        tokio::spawn(async move {
            loop {
                let Ok((stream, from)) = listener.accept().await else {
                    // Too many open files, or a connection that was gone: go on in a moment.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                };
                let Ok(turn) = Arc::clone(&turns).acquire_owned().await else {
                    return;
                };
                let (acceptor, tell) = (acceptor.clone(), tell.clone());
                tokio::spawn(async move {
                    let _turn = turn;
                    let greeted = tokio::time::timeout(GREETING, acceptor.accept(stream)).await;
                    if let Ok(Ok(stream)) = greeted {
                        let _ = tell.send((stream, from)).await;
                    }
                });
            }
        });
        Ok(Self::Tls { ready, address })
    }
}

/// TLS 1.2 and 1.3 with the defaults of rustls.
fn configuration(cert: &Path, key: &Path) -> Result<ServerConfig, WorkflowError> {
    let bad = |path: &Path, why: String, hint: &str| WorkflowError::input(path, why, hint);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect)
        .map_err(|e| bad(cert, e.to_string(), "a certificate chain in PEM is wanted"))?;
    if chain.is_empty() {
        let hint = "a certificate chain in PEM is wanted";
        return Err(bad(cert, "there is no certificate in it".into(), hint));
    }
    let private = PrivateKeyDer::from_pem_file(key)
        .map_err(|e| bad(key, e.to_string(), "a private key in PEM is wanted"))?;
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|b| b.with_no_client_auth().with_single_cert(chain, private))
        .map_err(|e| {
            bad(
                cert,
                e.to_string(),
                "certificate and key must belong together",
            )
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

impl Listener for Door {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        match self {
            Self::Plain(listener) => {
                let (stream, from) = Listener::accept(listener).await;
                let _ = stream.set_nodelay(true);
                (Line::Plain(stream), from)
            }
            Self::Tls { ready, .. } => match ready.recv().await {
                Some((stream, from)) => (Line::Tls(Box::new(stream)), from),
                // The task that greets never ends before this does.
                None => std::future::pending().await,
            },
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        match self {
            Self::Plain(listener) => listener.local_addr(),
            Self::Tls { address, .. } => Ok(*address),
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_read(context, into),
            Self::Tls(s) => Pin::new(s).poll_read(context, into),
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_write(context, bytes),
            Self::Tls(s) => Pin::new(s).poll_write(context, bytes),
        }
    }
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_flush(context),
            Self::Tls(s) => Pin::new(s).poll_flush(context),
        }
    }
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(s) => Pin::new(s).poll_shutdown(context),
            Self::Tls(s) => Pin::new(s).poll_shutdown(context),
        }
    }
}
