namespace XbFunctions.Xb.Bench;

/// <summary>A folder for one run, removed with everything in it.</summary>
/// <param name="errors">Told when it cannot be removed.</param>
internal sealed class BenchFolder(TextWriter errors) : IAsyncDisposable
{
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("xb-bench-").FullName;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // An Azurite that was killed, because saving much takes it long, may still write for a moment.
        for (var left = Tries; ; left--)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (left == 0)
                {
                    await errors.WriteLineAsync($"The folder {Path} of this run could not be removed: {exception.Message}");
                    return;
                }

                await Task.Delay(Pause);
            }
        }
    }
}
