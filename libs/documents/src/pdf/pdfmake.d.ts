/** What we use of pdfmake 0.3; its published types pull in those of browsers. Measures are in points. */
declare module 'pdfmake' {
  export interface Style {
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly alignment?: 'left' | 'right' | 'center';
    readonly margin?: readonly [left: number, top: number, right: number, bottom: number];
    readonly fillColor?: string;
    readonly lineHeight?: number;
    readonly width?: number | 'auto' | '*';
    readonly unbreakable?: boolean;
    readonly pageBreak?: 'before';
    readonly pageOrientation?: 'portrait' | 'landscape';
  }

  export interface TextRun {
    readonly text: string;
    readonly font: string;
  }

  export interface TableLayout {
    readonly hLineWidth: () => number;
    readonly vLineWidth: () => number;
    readonly hLineColor: () => string;
    readonly vLineColor: () => string;
    readonly paddingLeft: () => number;
    readonly paddingRight: () => number;
    readonly paddingTop: () => number;
    readonly paddingBottom: () => number;
  }

  export interface TableBody {
    readonly headerRows?: number;
    readonly dontBreakRows?: boolean;
    readonly widths: readonly number[];
    readonly heights?: (row: number) => number;
    readonly body: readonly (readonly Content[])[];
  }

  export type Content = Style &
    (
      | { readonly text: string | readonly TextRun[]; readonly font?: string }
      | { readonly columns: readonly Content[] }
      | { readonly stack: readonly Content[] }
      | { readonly table: TableBody; readonly layout: TableLayout }
    );

  export interface Definition {
    readonly pageSize: 'A4';
    readonly pageOrientation: 'portrait' | 'landscape';
    readonly pageMargins: readonly [left: number, top: number, right: number, bottom: number];
    readonly defaultStyle: Style & { readonly font: string };
    readonly info: Readonly<Record<string, string | Date>>;
    readonly language: string;
    readonly content: readonly Content[];
    readonly footer: (page: number, pages: number) => Content;
  }

  type FontFiles = Readonly<Record<'normal' | 'bold', string>>;

  export interface PdfMake {
    readonly fonts?: Readonly<Record<string, FontFiles>>;
    readonly virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
    setFonts(fonts: Readonly<Record<string, FontFiles>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
}
