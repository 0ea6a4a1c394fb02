//! A small client of the review page over plain HTTP/1.1, for the load test and the benchmark.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// One open page: a connection that is kept, and the cookie of its session.
pub struct Client {
    stream: BufReader<TcpStream>,
    /// What it says it is asking.
    pub host: String,
    cookie: String,
}

/// What the page answered.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Head, lower case.
    pub head: String,
    /// Body.
    pub body: String,
}

impl Answer {
    /// The value of a field of the head.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|l| l.strip_prefix(name)?.strip_prefix(": "))
    }
    /// The value of a hidden field of the first form that has it.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next()
    }
}

impl Client {
    /// Opens the page with the address that the program printed.
    pub fn open(address: &str) -> Self {
        let rest = address.trim().strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        let mut client = Self::new(host);
        let answer = client.get(&format!("/{path}"));
        assert_eq!(answer.status, 303, "{}", answer.body);
        client
    }
    /// A browser that has not been here yet.
    pub fn new(host: &str) -> Self {
        let stream = TcpStream::connect(host).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::new(stream),
            host: host.to_owned(),
            cookie: String::new(),
        }
    }
    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", "")
    }
    /// Sends a form as the script of the page does.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.form(path, fields, "Accept: application/json\r\n")
    }
    /// Sends a form as a browser does.
    pub fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.form(path, fields, "")
    }
    /// Sends a form with fields in the head.
    pub fn post_with(&mut self, path: &str, fields: &[(&str, &str)], head: &str) -> Answer {
        self.form(path, fields, head)
    }
    fn form(&mut self, path: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        let pairs = fields.iter().map(|(k, v)| format!("{k}={}", escaped(v)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let head = format!("{accept}Content-Type: application/x-www-form-urlencoded\r\n");
        self.send("POST", path, &head, &body)
    }
    fn send(&mut self, method: &str, path: &str, head: &str, body: &str) -> Answer {
        let cookie = &self.cookie;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n{head}Content-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let answer = self.receive();
        if let Some(cookie) = answer.field("set-cookie") {
            cookie
                .split(';')
                .next()
                .unwrap()
                .clone_into(&mut self.cookie);
        }
        answer
    }
    fn receive(&mut self) -> Answer {
        let mut head = String::new();
        loop {
            let mut line = String::new();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "{head}");
            if line == "\r\n" {
                break;
            }
            // Names of fields are of any case, values are not.
            match line.split_once(':') {
                Some((name, value)) => head.push_str(&format!("{}:{value}", name.to_lowercase())),
                None => head.push_str(&line),
            }
        }
        let mut answer = Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            body: String::new(),
        };
        let length = answer
            .field("content-length")
            .map_or(0, |l| l.trim().parse().unwrap());
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        answer.body = String::from_utf8_lossy(&body).into_owned();
        answer
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
