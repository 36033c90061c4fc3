namespace XbFunctions.State;

/// <summary>What a streaming function archives under one name: rows of one shape, in Parquet files by date.</summary>
public sealed class ArchiveDataset
{
    /// <summary>Name of the sink that writes archives.</summary>
    internal const string Sink = "archive";

    /// <summary>Column with the partition of the hub that a row came from; the first of every file.</summary>
    public const string PartitionColumn = "partition";

    /// <summary>Column with the sequence number of the event that a row came from; with the partition it names the row.</summary>
    public const string SequenceColumn = "sequence_number";

    /// <summary>Column with the time at which the hub accepted that event; its UTC date is the file's.</summary>
    public const string EnqueuedColumn = "enqueued_at";

    /// <summary>Defines a data set.</summary>
    /// <param name="name">Folder of its files, such as <c>fraud/decisions</c>: lower-case words joined by slashes and hyphens.</param>
    /// <param name="version">Version of its columns, 1 or more; another one for every change of the columns.</param>
    /// <param name="columns">The columns behind partition, sequence number and time of arrival.</param>
    /// <exception cref="ArgumentException">The name is no folder, or a column is taken.</exception>
    public ArchiveDataset(string name, int version, params IReadOnlyList<ArchiveColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (string.IsNullOrEmpty(name) || !name.Split('/').All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterLower(c) || c == '-')))
        {
            throw new ArgumentException($"The data set is '{name}'; expected lower-case words joined by slashes.", nameof(name));
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { PartitionColumn, SequenceColumn, EnqueuedColumn };
        if (columns.FirstOrDefault(column => !names.Add(column.Name)) is { } taken)
        {
            throw new ArgumentException($"Column '{taken.Name}' of {name} stands twice.", nameof(columns));
        }

        (Name, Version, Columns) = (name, version, columns);
    }

    /// <summary>Folder of the files.</summary>
    public string Name { get; }

    /// <summary>Version of the columns.</summary>
    public int Version { get; }

    /// <summary>The columns, in the order in which <see cref="ArchiveRows"/> takes their values.</summary>
    public IReadOnlyList<ArchiveColumn> Columns { get; }

    internal string Target => $"{Sink}/{Name}";
}
