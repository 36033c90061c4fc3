namespace XbFunctions.Xb.Evaluate;

/// <summary>Looks at output files before the minutes of work that fill them.</summary>
internal static class CommandOutput
{
    /// <summary>Checks that a file can be written; one that exists keeps its content.</summary>
    /// <param name="option">Option that names it.</param>
    /// <param name="path">The file, or <see langword="null"/> where the option is left out.</param>
    /// <exception cref="CommandException">It cannot.</exception>
    public static void RequireWritable(string option, string? path)
    {
        try
        {
            if (path is not null)
            {
                File.OpenWrite(path).Dispose();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{option}: cannot write {path}: {exception.Message}", exception);
        }
    }
}
