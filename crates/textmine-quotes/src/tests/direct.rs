//! Speakers of direct speech.
use super::check;

#[test]
fn the_speaker_stands_after_the_quotation() {
    check(&[
        ("“A fair deal,” said Ana Ruiz.", "Direct Ana Ruiz/said: A fair deal,"),
        ("“A fair deal,” Ana Ruiz said.", "Direct Ana Ruiz/said: A fair deal,"),
        ("\"A fair deal,\" Ms. Ruiz of Leeds said.", "Direct Ms. Ruiz of Leeds/said: A fair deal,"),
        (
            "“A fair deal,” said a spokesman for the union in Leeds.",
            "Direct a spokesman for the union/said: A fair deal,",
        ),
        ("“A fair deal,” Ruiz, the head of the union, told reporters.", "Direct Ruiz/told: A fair deal,"),
        ("“A fair deal,” the head of the union, Ana Ruiz, said.", "Direct Ana Ruiz/said: A fair deal,"),
        ("“A fair deal,” she later added.", "Direct she/added: A fair deal,"),
        ("“A fair deal,” according to the union.", "Direct the union/according to: A fair deal,"),
        ("“A fair deal,” as Ruiz put it.", "Direct Ruiz/put: A fair deal,"),
        ("“Fair?” Ruiz asked.", "Direct Ruiz/asked: Fair?"),
        ("“Is it fair?” asked the chairman.", "Direct the chairman/asked: Is it fair?"),
        ("“Fair!” — wrote Ruiz.", "Direct Ruiz/wrote: Fair!"),
        (
            "“It was a fair deal”, Senator Ruiz (Ind.) has said.",
            "Direct Senator Ruiz/said: It was a fair deal",
        ),
        ("“Fair,” said Monday's paper.", "Direct Monday's paper/said: Fair,"),
    ]);
}

#[test]
fn the_speaker_stands_before_the_quotation() {
    check(&[
        ("Ruiz said: “A fair deal.”", "Direct Ruiz/said: A fair deal."),
        ("Ruiz told reporters on Monday, “A fair deal.”", "Direct Ruiz/told: A fair deal."),
        ("In a letter to the union, Ruiz wrote: “A fair deal.”", "Direct Ruiz/wrote: A fair deal."),
        (
            "According to Ruiz, “the deal was a fair one”.",
            "Direct Ruiz/According to: the deal was a fair one",
        ),
        ("Ruiz, who leads the union, said “it was a fair deal”.", "Direct Ruiz/said: it was a fair deal"),
        ("The head of the union, Ana Ruiz, said: “A fair deal.”", "Direct Ana Ruiz/said: A fair deal."),
        ("Asked about pay, the minister replied: “No comment.”", "Direct the minister/replied: No comment."),
        (
            "He called for “a fair deal” and was quoted as saying “never”.",
            "Direct He/called: a fair deal | Direct He/saying: never",
        ),
        ("Ruiz shook her head, saying “no deal at all”.", "Direct Ruiz/saying: no deal at all"),
        ("Ana Ruiz: “A fair deal, and no more.”", "Direct Ana Ruiz/-: A fair deal, and no more."),
        (
            "An ambassador to Oslo said it was “a fair deal”.",
            "Direct An ambassador to Oslo/said: a fair deal",
        ),
        ("A briefing note reveals “a fair deal”.", "Direct A briefing note/reveals: a fair deal"),
        ("Ruiz, who called it “no deal,” said the plan would fail.", "Direct Ruiz/called: no deal,"),
        ("As for the deal, Ruiz said, “It is fair.”", "Direct Ruiz/said: It is fair."),
        ("Doctors in Oslo have left, calling it “no deal”.", "Direct Doctors/calling: no deal"),
        ("Last week Ruiz, a nurse in Oslo, said: “No deal.”", "Direct Ruiz/said: No deal."),
        ("Ruiz answered with a letter saying “no deal”.", "Direct Ruiz/saying: no deal"),
        ("Ruiz travelled to Oslo to say “no deal at all”.", "Direct Ruiz/say: no deal at all"),
        ("Mark Lind, D-Ohio, said: “No deal.”", "Direct Mark Lind/said: No deal."),
        (
            "Senator Ruiz, Democrat of Ohio, called it “a fair deal”.",
            "Direct Senator Ruiz/called: a fair deal",
        ),
        ("Ana Ruiz, Lind's sister, who had waited, said: “No deal.”", "Direct Ana Ruiz/said: No deal."),
        ("Unable to pay, Ruiz left, calling it “a fair deal”.", "Direct Ruiz/calling: a fair deal"),
        ("“No deal,” said journalist April Lind.", "Direct journalist April Lind/said: No deal,"),
        ("The bosses met Ruiz, with Okoro saying “no deal”.", "Direct Okoro/saying: no deal"),
        ("But when Ruiz spoke, the crowd shouted “resign”.", "Direct the crowd/shouted: resign"),
    ]);
}

#[test]
fn the_speaker_stands_within_the_quotation() {
    check(&[
        (
            "“A deal,” said Ana Ruiz of Leeds, “must be fair.”",
            "Direct Ana Ruiz of Leeds/said: A deal, | Direct Ana Ruiz of Leeds/said: must be fair.",
        ),
        ("“No,” Ruiz said, adding: “Not today.”", "Direct Ruiz/said: No, | Direct Ruiz/adding: Not today."),
    ]);
}

#[test]
fn the_speaker_stands_in_the_sentence_beside() {
    check(&[
        ("Ruiz told the union:\n\n“A fair deal.”", "Direct Ruiz/told: A fair deal."),
        ("“Will it be a fair deal?” Ruiz asked. They laughed.", "Direct Ruiz/asked: Will it be a fair deal?"),
    ]);
}

#[test]
fn words_of_what_somebody_says_are_quoted_too() {
    check(&[
        ("Whitlock called the practice “diplomacy by emoji”.", "Direct Whitlock/called: diplomacy by emoji"),
        (
            "The deal was a “disgrace” for Leeds, Ruiz said on Monday.",
            "Indirect Ruiz/said: The deal was a “disgrace” for Leeds | Direct Ruiz/said: disgrace",
        ),
        (
            "Ruiz said the deal was “fair” and “good”.",
            "Indirect Ruiz/said: the deal was “fair” and “good” | Direct Ruiz/said: fair | Direct Ruiz/-: good",
        ),
    ]);
}

#[test]
fn what_nobody_says_is_set_off() {
    check(&[
        ("The so-called “reform” failed.", "Scare -/-: reform"),
        ("They watched “The Long Road Home” in Oslo.", "Scare -/-: The Long Road Home"),
        ("Ana “Bird” Ruiz sang.", "Scare -/-: Bird"),
        ("Ruiz said on CBC's “The Morning Show” she would go.", "Scare -/-: The Morning Show"),
        (
            "On CBC's “The Morning Show,” Ruiz said she would go.",
            "Scare -/-: The Morning Show, | Indirect Ruiz/said: she would go",
        ),
        ("What is called “dumping” is rare.", "Scare -/-: dumping"),
        ("The alleged “plot” came to nothing.", "Scare -/-: plot"),
        (
            "“We are many and we are not afraid of anybody.”",
            "Direct -/-: We are many and we are not afraid of anybody.",
        ),
    ]);
}
