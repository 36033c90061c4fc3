namespace XbFunctions.State;

/// <summary>An archive file as a listing shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ArchiveBlob(ArchiveName Name, long Bytes);
