"""Whatever is killed or broken when: nothing is lost, nobody is paid twice."""
