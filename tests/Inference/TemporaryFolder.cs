namespace XbFunctions.Inference.Tests;

/// <summary>A folder for one test, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xb-models-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
