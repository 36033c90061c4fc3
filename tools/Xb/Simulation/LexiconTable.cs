using System.Reflection;

namespace XbFunctions.Xb.Simulation;

/// <summary>Reads the tab-separated tables that are built into this assembly.</summary>
internal static class LexiconTable
{
    /// <summary>The rows of a table with the header row first.</summary>
    /// <param name="name">File name without its extension.</param>
    public static IReadOnlyList<string[]> Read(string name)
    {
        var resource = $"XbFunctions.Xb.Simulation.Lexicon.{name}.tsv";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new SimulationException($"The table {resource} is missing from this build.");
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split('\t'));
        }

        return rows;
    }
}
