metadata description = 'The workbook that shows the stream, the decisions and the models.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name part of the resources.')
param name string

@description('Application Insights that it reads.')
param insightsId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'XbFunctions ${name}'
    category: 'workbook'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}
