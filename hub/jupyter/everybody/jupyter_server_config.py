"""The server of everybody on the hub."""

c = get_config()  # noqa: F821

# A kernel whose notebook is closed holds a gigabyte. One whose notebook is open stays.
c.MappingKernelManager.cull_idle_timeout = 1200
c.MappingKernelManager.cull_interval = 300
c.MappingKernelManager.cull_connected = False
