namespace XbFunctions.State;

/// <summary>A column of an archive.</summary>
/// <param name="Name">Name in the file: lower-case words joined by underscores.</param>
/// <param name="Type">What it holds.</param>
public sealed record ArchiveColumn(string Name, ArchiveColumnType Type);
