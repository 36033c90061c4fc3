namespace XbFunctions.Host;

/// <summary>Keeps a second host from using the same data folder.</summary>
internal sealed class DataFolderLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, creating it when it is missing.</summary>
    /// <exception cref="PlatformStartException">Another host has it, or it cannot be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolderLock(new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new PlatformStartException($"The data folder {folder} cannot be written. Correct its rights, or set XbHost:DataDirectory.", exception);
        }
        catch (IOException exception)
        {
            throw new PlatformStartException(
                $"The data folder {folder} is in use by another host. Stop that one, or set XbHost:DataDirectory to another folder.", exception);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
