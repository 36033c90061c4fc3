namespace XbFunctions.Host.Tests;

/// <summary>A temporary folder that goes with its test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("xb-host-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
