"""What recruiters and admins look at and see to: tasks, figures, experts, clients, invitations."""
