namespace XbFunctions.State;

/// <summary>A column of a read model.</summary>
/// <param name="Name">Name in the table: a letter, then letters and digits.</param>
/// <param name="Type">What it holds.</param>
public sealed record ReadModelColumn(string Name, ReadModelColumnType Type);
