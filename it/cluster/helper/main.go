// The program of the cluster's own small image. By its name it keeps a pod's namespaces ("pause"), or makes or removes the
// directory of a volume for the provisioner, which names it in the environment.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// pause waits for the end, and for processes that have lost their parent.
func pause() error {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return nil
		}
		for pid := 1; pid > 0; {
			pid, _ = syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		}
	}
	return nil
}

// makeVolume gives the directory the mode that the provisioner's own script gives it, in spite of the umask.
func makeVolume() error {
	directory := os.Getenv("VOL_DIR")
	if err := os.MkdirAll(directory, 0o777); err != nil {
		return err
	}
	return os.Chmod(directory, 0o777)
}

func removeVolume() error {
	return os.RemoveAll(os.Getenv("VOL_DIR"))
}

func main() {
	actions := map[string]func() error{"pause": pause, "make-volume": makeVolume, "remove-volume": removeVolume}
	name := filepath.Base(os.Args[0])
	action, known := actions[name]
	if !known {
		fmt.Fprintf(os.Stderr, "ERROR: %s is no program of this image\n", name)
		os.Exit(2)
	}
	if err := action(); err != nil {
		fmt.Fprintln(os.Stderr, "ERROR:", err)
		os.Exit(1)
	}
}
