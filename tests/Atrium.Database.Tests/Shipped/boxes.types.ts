// Written by `atrium db types` from the database's catalogue. Do not edit: run it again.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  __InternalSupabase: { PostgrestVersion: '12' };
  public: {
    Tables: {
      boxes: {
        Row: {
          id: number;
          colour: Database['public']['Enums']['colour'];
          tags: string[] | null;
          lid: number | null;
        };
        Insert: {
          id?: never;
          colour: Database['public']['Enums']['colour'];
          tags?: string[] | null;
          lid?: number | null;
        };
        Update: {
          id?: never;
          colour?: Database['public']['Enums']['colour'];
          tags?: string[] | null;
          lid?: number | null;
        };
        Relationships: [
          { foreignKeyName: 'boxes_lid_fkey'; columns: ['lid']; isOneToOne: true;
            referencedRelation: 'boxes'; referencedColumns: ['id'] },
        ];
      };
    };
    Views: {
      lids: {
        Row: {
          id: number | null;
        };
        Relationships: [];
      };
    };
    Functions: {
      paint: { Args: { box: number; colour?: string }; Returns: Database['public']['Tables']['boxes']['Row'][];
        SetofOptions: { from: '*'; to: 'boxes'; isOneToOne: false; isSetofReturn: true } };
    };
    Enums: {
      colour: 'red' | 'it\'s';
    };
    CompositeTypes: { [_ in never]: never };
  };
};
