//! Whether it happened.
use super::check;

#[test]
fn reports_do_not_change_what_they_report() {
    check(&[
        (
            "The president is not planning to meet the senator.",
            "meeting [meet] negated: with president, senator",
        ),
        ("Lind canceled her meeting with Okafor.", "meeting [meeting] negated: with her, Okafor"),
        ("The spokesman did not return a phone call.", "phone [phone call] negated: spokesman → ?"),
        (
            "Lind and Okafor are expected to speak by phone on Monday.",
            "phone [phone] hypothetical: with Lind, Okafor",
        ),
        ("Okafor declined to comment in a text message.", "text [text message] actual: Okafor → ?"),
    ]);
}

#[test]
fn reported_acts_are_actual() {
    check(&[
        ("Lind called Okafor.", "phone [called] actual: Lind → Okafor"),
        ("Lind has met Okafor three times.", "meeting [met] actual: with Lind, Okafor"),
        ("Lind did not mention her meetings with Okafor.", "meeting [meetings] actual: with her, Okafor"),
    ]);
}

#[test]
fn practice_is_habitual() {
    check(&[
        ("Lind often calls Okafor.", "phone [calls] habitual: Lind → Okafor"),
        ("The two usually speak by phone.", "phone [phone] habitual: with two"),
        ("Lind has been meeting with Okafor.", "meeting [meeting] habitual: with Lind, Okafor"),
        ("Lind used to text Okafor.", "text [text] habitual: Lind → Okafor"),
        ("Every week, Lind emails the board.", "email [emails] habitual: Lind → board"),
    ]);
}

#[test]
fn denial_is_negated() {
    check(&[
        ("Okafor denied that he had called Brandt.", "phone [called] negated: he → Brandt"),
        ("Lind did not call Okafor.", "phone [call] negated: Lind → Okafor"),
        ("Lind never met Okafor.", "meeting [met] negated: with Lind, Okafor"),
        ("Lind refused to meet Okafor.", "meeting [meet] negated: with Lind, Okafor"),
        ("Okafor left without calling Lind.", "phone [calling] negated: Okafor → Lind"),
        ("No meeting took place.", "meeting [meeting] negated"),
        ("Lind declined an interview with CNN.", "media [interview] negated: Lind → CNN via CNN"),
        ("The governor avoided meeting Lind.", "meeting [meeting] negated: with governor, Lind"),
        (
            "The rebels bypassed diplomatic channels.",
            "intermediary [diplomatic channels] negated: rebels → ?",
        ),
    ]);
}

#[test]
fn plans_and_wishes_are_hypothetical() {
    check(&[
        ("Lind will call Okafor.", "phone [call] hypothetical: Lind → Okafor"),
        ("Lind plans to meet Okafor.", "meeting [meet] hypothetical: with Lind, Okafor"),
        ("Lind may email the board.", "email [email] hypothetical: Lind → board"),
        ("If Lind calls Okafor, he will listen.", "phone [calls] hypothetical: Lind → Okafor"),
        ("Lind invited Okafor to a state dinner.", "meeting [state dinner] hypothetical: with Lind, Okafor"),
        ("Okafor requested a meeting with Lind.", "meeting [meeting] hypothetical: with Okafor, Lind"),
        ("Please call Lind.", "phone [call] hypothetical: ? → Lind"),
        ("Lind tried to phone Okafor.", "phone [phone] hypothetical: Lind → Okafor"),
        ("The planned summit was moved.", "meeting [summit] hypothetical"),
        ("Lind is scheduled to meet Okafor.", "meeting [meet] hypothetical: with Lind, Okafor"),
    ]);
}

#[test]
fn rates_and_most_nights_are_practice() {
    check(&[
        (
            "Twice a month the leaders confer with Okafor on Webex.",
            "video [confer] habitual: with leaders, Okafor via Webex",
        ),
        ("The senator tweets most nights.", "social_media [tweets] habitual: senator → ?"),
        ("Lind had been emailing the shelter every week.", "email [emailing] habitual: Lind → shelter"),
        ("The trip comes a day after Lind met Okafor.", "meeting [met] actual: with Lind, Okafor"),
    ]);
}

#[test]
fn what_is_not_recalled_took_place_and_what_is_called_off_did_not() {
    check(&[
        ("Lind had not disclosed two meetings with Okafor.", "meeting [meetings] actual: with Lind, Okafor"),
        ("A call with Okafor, scheduled for noon, was called off.", "phone [call] negated: with Okafor"),
        ("Do not hesitate to call Okafor.", "phone [call] hypothetical: ? → Okafor"),
        ("Friday's meeting with Okafor will focus on aid.", "meeting [meeting] hypothetical: with Okafor"),
    ]);
}
