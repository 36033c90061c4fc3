namespace XbFunctions.State;

/// <summary>The journal holds rows to archive that an app of another version wrote before it was killed.</summary>
/// <param name="dataset">Name of the data set.</param>
/// <param name="version">Version of its columns in the journal.</param>
public sealed class ArchiveVersionException(string dataset, int version)
    : StateException(
        $"The journal holds unarchived rows of {dataset} version {version}, which this app does not know. Start the version of the app "
        + "that wrote them and stop it cleanly, which archives them; or keep that version's data set registered beside the new one.");
