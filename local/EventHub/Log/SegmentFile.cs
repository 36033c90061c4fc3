using Microsoft.Win32.SafeHandles;

namespace XbFunctions.EventHub;

/// <summary>The bytes of one segment file. Tests derive disks from it that fail, wait or count.</summary>
internal class SegmentFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    protected SegmentFile(string path, FileMode mode) =>
        _handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    public long Length => RandomAccess.GetLength(_handle);

    public static SegmentFile Open(string path, FileMode mode) => new(path, mode);

    public virtual int Read(Span<byte> bytes, long position) => RandomAccess.Read(_handle, bytes, position);

    public virtual void Write(ReadOnlySpan<byte> bytes, long position) => RandomAccess.Write(_handle, bytes, position);

    public virtual void Flush() => RandomAccess.FlushToDisk(_handle);

    public virtual void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.Dispose();
        }
    }
}
