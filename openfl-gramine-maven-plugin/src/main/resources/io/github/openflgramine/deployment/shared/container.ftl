container=[=sh(container)]
