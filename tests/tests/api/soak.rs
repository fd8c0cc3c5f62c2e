//! What a meeting stands, in small; `cargo xtask soak` does the same in full and takes the time.

use tests::soak::{goodbye, room, streams, writers};

#[tokio::test]
async fn nothing_acknowledged_is_lost_while_server_and_postgres_are_killed_in_turn() {
    let size = writers::Size {
        people: 30,
        writes: 5_000,
        kills: 6,
    };
    let written = writers::run(&size).await.unwrap();
    assert!(written.acknowledged >= 5_000);
    assert_eq!((written.servers_killed, written.databases_killed), (3, 3));
    assert!(
        written.conflicts > 0,
        "people did write on each other's values"
    );
}

#[tokio::test]
async fn sixty_screens_hear_every_change_once_through_one_server_or_two() {
    for servers in [1, 2] {
        let size = room::Size {
            people: 60,
            changes: 50,
            a_second: 25,
            servers,
        };
        assert_eq!(room::run(&size).await.unwrap().heard, 60 * 50);
    }
}

#[tokio::test]
async fn a_thousand_streams_over_many_meetings_miss_nothing_and_none_is_cut() {
    let size = streams::Size {
        streams: 1_000,
        meetings: 20,
        changes: 200,
        a_second: 50,
    };
    let held = streams::run(&size).await.unwrap();
    assert_eq!((held.heard, held.cut), (1_000 * 10, 0));
}

#[tokio::test]
async fn a_server_told_to_end_says_goodbye_and_everybody_comes_back_without_a_gap() {
    let size = goodbye::Size {
        streams: 50,
        times: 2,
    };
    assert_eq!(goodbye::run(&size).await.unwrap().cut, 0);
}
