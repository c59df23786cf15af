//! The summary, and what the layer `entities` adds.
use crate::Channels;
use textmine_core::serde_json::{self, Value};
use textmine_testkit::Case;

#[test]
fn equal_contacts_are_merged_and_counted() {
    let (_, analysis) =
        Case::new("Lind phoned Okafor. Lind called Okafor. Lind emailed Brandt.").run::<Channels>().unwrap();
    let pretty: Value = serde_json::from_str(&analysis.summary).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&pretty).unwrap(), @r#"
    {
      "mentions": 3,
      "channels": [
        {
          "id": "phone",
          "name": "phone",
          "mentions": 2,
          "share": 0.667,
          "per_1000_words": 222.222,
          "realis": {
            "actual": 2,
            "habitual": 0,
            "negated": 0,
            "hypothetical": 0
          }
        },
        {
          "id": "email",
          "name": "email",
          "mentions": 1,
          "share": 0.333,
          "per_1000_words": 111.111,
          "realis": {
            "actual": 1,
            "habitual": 0,
            "negated": 0,
            "hypothetical": 0
          }
        }
      ],
      "contacts": [
        {
          "from": [
            "Lind"
          ],
          "to": [
            "Okafor"
          ],
          "participants": [],
          "channel": "phone",
          "realis": "actual",
          "mentions": 2,
          "sentences": [
            0,
            1
          ]
        },
        {
          "from": [
            "Lind"
          ],
          "to": [
            "Brandt"
          ],
          "participants": [],
          "channel": "email",
          "realis": "actual",
          "mentions": 1,
          "sentences": [
            2
          ]
        }
      ]
    }
    "#);
}

#[test]
fn without_mentions_everything_is_empty() {
    let (_, analysis) = Case::new("The river rose.").run::<Channels>().unwrap();
    assert_eq!(analysis.summary, r#"{"mentions":0,"channels":[],"contacts":[]}"#);
}

#[test]
fn entities_give_actors_ids_and_their_longest_name() {
    let shown = Case::new("Ana Lind spoke. Lind messaged Okafor on WhatsApp.")
        .given("entities", "Ana Lind", "PER", &[("entity", "ana-lind"), ("kind", "name")])
        .given("entities", "Lind", "PER", &[("entity", "ana-lind"), ("kind", "name")])
        .check::<Channels>();
    insta::assert_snapshot!(shown, @r#"
    Ana Lind spoke.
    Lind messaged Okafor on WhatsApp.
         ^^^^^^^^ messaging_app realis=actual from=[Lind] to=[Okafor] participants=[] medium=WhatsApp from_entity=[ana-lind]

    {
      "mentions": 1,
      "channels": [
        {
          "id": "messaging_app",
          "name": "messaging app",
          "mentions": 1,
          "share": 1.0,
          "per_1000_words": 125.0,
          "realis": {
            "actual": 1,
            "habitual": 0,
            "negated": 0,
            "hypothetical": 0
          }
        }
      ],
      "contacts": [
        {
          "from": [
            "Ana Lind"
          ],
          "to": [
            "Okafor"
          ],
          "participants": [],
          "channel": "messaging_app",
          "medium": "WhatsApp",
          "realis": "actual",
          "mentions": 1,
          "sentences": [
            1
          ]
        }
      ]
    }
    "#);
}
