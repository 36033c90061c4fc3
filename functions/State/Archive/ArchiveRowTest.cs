namespace XbFunctions.State;

/// <summary>Says whether a row is to be taken out of the archive.</summary>
/// <param name="file">The file that holds it.</param>
/// <param name="rows">All its rows.</param>
/// <param name="row">The row, from 0.</param>
/// <returns>True for one to take out.</returns>
public delegate bool ArchiveRowTest(ArchiveName file, ArchiveFrame rows, int row);
