namespace XbFunctions.Xb.Bench;

/// <summary>What a ceiling reads of one partition in one pass.</summary>
/// <param name="Bodies">The payments.</param>
/// <param name="Rows">Their features, those that they have behind all payments before them; row-major <c>[payments, FraudColumns.Width]</c>.</param>
internal sealed record PipelineCeilingPart(PipelineBodies Bodies, float[] Rows);
