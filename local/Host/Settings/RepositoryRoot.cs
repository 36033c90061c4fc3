namespace XbFunctions.Host;

/// <summary>Finds files of the checkout that the app was built from.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder at or above the app's or the current directory that holds <c>package.json</c>.</summary>
    /// <returns>The folder; <see langword="null"/> outside a checkout.</returns>
    public static string? Find() =>
        StartingPoints().SelectMany(SelfAndParents).FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "package.json")));

    /// <summary>The nearest file of a name: beside the app, in the current directory, or above them up to the repository root.</summary>
    /// <param name="name">File name.</param>
    /// <returns>Full path; <see langword="null"/> when there is none.</returns>
    public static string? FindFile(string name) =>
        StartingPoints()
            .SelectMany(SelfAndRoot)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> StartingPoints()
    {
        var named = Environment.GetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY");
        return named is { Length: > 0 }
            ? [named, AppContext.BaseDirectory, Directory.GetCurrentDirectory()]
            : [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
    }

    private static IEnumerable<string> SelfAndRoot(string start)
    {
        yield return start;
        if (SelfAndParents(start).FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "package.json"))) is { } root)
        {
            yield return root;
        }
    }

    private static IEnumerable<string> SelfAndParents(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
