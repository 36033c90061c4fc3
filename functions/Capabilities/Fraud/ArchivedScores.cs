namespace XbFunctions.Capabilities.Fraud;

/// <summary>Scores of one payment as the archive keeps them: exactly as the models gave them.</summary>
/// <param name="Model">Raw score of the model that serves; NaN when none answered.</param>
/// <param name="Shadow">Raw score of the model in shadow; NaN when there is none.</param>
/// <param name="ShadowVersion">Version of the model in shadow; null when there is none.</param>
internal readonly record struct ArchivedScores(float Model, float Shadow, string? ShadowVersion);
