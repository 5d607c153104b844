"""Several processes on one database: by leases one of them sends and listens, a bell wakes it."""
