namespace XbFunctions.Contracts;

/// <summary>Names exactly one model file.</summary>
/// <param name="Name">The model, such as <c>fraud</c>.</param>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Hash">SHA-256 of what the model is, lower-case hexadecimal: of its ONNX file, or of the weights of a combination.</param>
public sealed record ModelReference(string Name, string Version, string Hash);
