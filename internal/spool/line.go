package spool

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
)

// checksumLen is the length of a line's checksum in hexadecimal digits and the blank after it.
const checksumLen = 9

func line(record []byte) []byte {
	return fmt.Appendf(nil, "%08x %s\n", checksum(record), record)
}

func checksum(record []byte) uint32 {
	return crc32.Checksum(record, crc32.MakeTable(crc32.Castagnoli))
}

// read returns the record of a line without its break; false when the line isn't whole.
func read(line []byte) ([]byte, bool) {
	if len(line) < checksumLen {
		return nil, false
	}
	record := line[checksumLen:]
	return record, bytes.Equal(line[:checksumLen], fmt.Appendf(nil, "%08x ", checksum(record)))
}

// appendLine writes a record behind what is there. A line that an earlier crash left open is
// closed first, so that it spoils nothing but itself.
func appendLine(path string, record []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("open the spool: %w", err)
	}
	err = writeLine(file, record)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("append to the spool: %w", err)
	}
	return nil
}

func writeLine(file *os.File, record []byte) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	text := line(record)
	if size := info.Size(); size > 0 {
		last := make([]byte, 1)
		if _, err := file.ReadAt(last, size-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			text = append([]byte("\n"), text...)
		}
	}
	if _, err := file.Write(text); err != nil {
		return err
	}
	if err := file.Sync(); err != nil || info.Size() > 0 {
		return err
	}
	return syncFolder(filepath.Dir(file.Name()))
}

// syncFolder makes the name of a new or moved file as durable as its content.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
