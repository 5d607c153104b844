"""Whatever is killed or broken when: nothing is lost, nobody is paid twice.

The long forms are the same tests with larger numbers in the environment: `CALLBOARD_KILLS` (3 of one service),
`CALLBOARD_ROUNDS` (10 strikes on a fleet; `CALLBOARD_STRUCK` names who is struck: `web`, `first second` for the
workers, `connections`), `CALLBOARD_DRAINS` (3 of those who do jobs), `CALLBOARD_HANGS` (2 senders that wake up late),
`CALLBOARD_STORMS` (4 stretches of a platform that fails). Give them time: `--timeout=3600`.
"""
