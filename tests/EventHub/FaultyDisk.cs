using System.Collections.Concurrent;

namespace XbFunctions.EventHub.Tests;

/// <summary>A disk whose writes fail half-way, whose flushes wait, and that counts what is done on it.</summary>
internal sealed class FaultyDisk : IDisposable
{
    private readonly ManualResetEventSlim _mayFlush = new(true);

    /// <summary>Bytes after which the next write fails; <see langword="null"/> for none.</summary>
    public int? FailingWrite { get; set; }

    public bool CutsFail { get; set; }

    public bool FlushesFail { get; set; }

    public int Flushes { get; private set; }

    /// <summary>Flushes that wait.</summary>
    public SemaphoreSlim Waiting { get; } = new(0);

    /// <summary>Bytes read by file name.</summary>
    public ConcurrentDictionary<string, long> Reads { get; } = new();

    public void HoldFlushes() => _mayFlush.Reset();

    public void LetFlushesGo() => _mayFlush.Set();

    public SegmentFile Open(string path, FileMode mode) => new FaultyFile(this, path, mode);

    public void Dispose()
    {
        _mayFlush.Dispose();
        Waiting.Dispose();
    }

    private sealed class FaultyFile(FaultyDisk disk, string path, FileMode mode) : SegmentFile(path, mode)
    {
        private readonly string _name = Path.GetFileName(path);

        public override int Read(Span<byte> bytes, long position)
        {
            var read = base.Read(bytes, position);
            disk.Reads.AddOrUpdate(_name, read, (_, sum) => sum + read);
            return read;
        }

        public override void Write(ReadOnlySpan<byte> bytes, long position)
        {
            if (disk.FailingWrite is { } count)
            {
                disk.FailingWrite = null;
                base.Write(bytes[..Math.Min(count, bytes.Length)], position);
                throw new IOException("No space left on device");
            }

            base.Write(bytes, position);
        }

        public override void Flush()
        {
            lock (disk)
            {
                disk.Flushes++;
            }

            disk.Waiting.Release();
            disk._mayFlush.Wait(TimeSpan.FromMinutes(2));
            if (disk.FlushesFail)
            {
                throw new IOException("Input/output error");
            }

            base.Flush();
        }

        public override void SetLength(long length)
        {
            if (disk.CutsFail)
            {
                throw new IOException("Input/output error");
            }

            base.SetLength(length);
        }
    }
}
