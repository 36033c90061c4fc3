namespace XbFunctions.EventHub;

/// <summary>Small files that are there whole or not at all, also after a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file beside its place, flushes it, and moves it there.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
