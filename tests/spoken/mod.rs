//! The shipped commands of vendors, offered to the core as the shell offers them.

#![allow(dead_code, reason = "each test file uses a part of it")]

use portcullis::consent::{Change, Session};
use portcullis::policy::tokens;
use portcullis::signal::commands;
use serde_json::{Map, Value, json};

/// Every vendor that ships, by each of its names.
pub(crate) fn table() -> Map<String, Value> {
    let all: Map<String, Value> =
        serde_json::from_str(include_str!("../../www/runtime/vendors/vendors.json")).unwrap();
    let each = |(names, list): (&String, &Value)| {
        names.split(' ').map(|name| (name.to_owned(), list.clone())).collect::<Vec<_>>()
    };
    all.iter().flat_map(each).collect()
}

/// The commands called `vendor`, spoken for `service`.
pub(crate) fn offer(service: &str, list: &Value, id: &str) -> Vec<Value> {
    let one = |command: &Value| {
        let text = |name: &str| command[name].as_str().unwrap_or("");
        let on = ["default", "grant", "deny", "update"].iter().position(|on| *on == text("on"));
        let set = format!("={}", text("set").replace("{id}", id));
        let call = if command["set"].is_null() { text("call") } else { &set };
        let mut spoken = vec![json!(call), command["queue"].clone()];
        spoken.extend(command["with"].as_array().cloned().unwrap_or_default());
        json!([service, on.map_or("-1".to_owned(), |on| on.to_string()), text("if"), spoken])
    };
    list.as_array().unwrap().iter().map(one).collect()
}

/// What is told of `change`: a line for each command, its arguments as JSON.
pub(crate) fn told(session: &Session, change: Change, offered: Vec<Value>) -> Vec<String> {
    let text = commands(session, change, false, &tokens(&Value::Array(offered)));
    let all: Vec<Vec<Value>> = serde_json::from_str(&text).unwrap();
    let line = |spoken: &Vec<Value>| {
        let values: Vec<String> = spoken[2..].iter().map(Value::to_string).collect();
        format!("{}({})", spoken[0].as_str().unwrap(), values.join(", "))
    };
    all.iter().map(line).collect()
}

/// What Google is told of `change`.
pub(crate) fn google(session: &Session, change: Change) -> Vec<String> {
    told(session, change, offer("", &table()["google"], ""))
}
